import type { Doubt } from '../models/report';
import type { Localize } from './localize';

/** Why something is not known, in a sentence. */
export function doubtSentence({ reason, detail }: Doubt, localize: Localize): string {
	const named = (withDetail: string, without: string): string => (detail === '' ? localize(without) : localize(withDetail, { detail }));
	switch (reason) {
		case 'unresolved-import': return named('“{detail}” was not found in the workspace or among the installed packages that are read.', 'An import was not found in the workspace or among the installed packages that are read.');
		case 'unsupported': return named('“{detail}” is not understood yet.', 'Something here is not understood yet.');
		case 'unreadable-code': return named('This could not be read: {detail}', 'The code could not be read.');
		case 'data-dependent': return named('It depends on the data: {detail}', 'It depends on the data.');
		case 'missing-argument': return named('The value of “{detail}” is not stated anywhere.', 'The value of an argument is not stated anywhere.');
		case 'undecided-branch': return named('Which branch is taken can not be told: {detail}', 'Which branch is taken can not be told.');
		case 'failed-statement': return named('A statement before this would fail: {detail}', 'A statement before this would fail.');
		case 'external': return named('“{detail}” comes from outside of the program.', 'It comes from outside of the program.');
		case 'too-large': case 'budget': return localize('The analysis was stopped before it came to an end: the work was too much.');
		case 'symbolic-float': case 'symbolic': return localize('It depends on a size that is not a number.');
		case 'pending-lazy-layer': return localize('A lazy layer takes its size from its first input, which is not known.');
	}
}
