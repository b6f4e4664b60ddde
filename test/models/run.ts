// Checks the shape interpreter against sources that are not in the repository:
//   npm run test:models -- --source DIR [--only NAME] [--verbose]
// DIR holds any of `torchvision/`, `keras/`, `timm/` (the packages' own files) and `examples/` (any code that works), `counts.csv` (published
// counts of torchvision and Keras) and, if wanted, `torch-calls.json` (from record_torch_calls.py) and `timm-counts.json` (from
// record_timm_counts.py).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readCounts } from './counts';
import { analyzeFolder } from './false-problems';
import type { FileResult } from './false-problems';
import { checkKeras } from './keras';
import type { ModelReport, ProblemReport, Quantity } from '../../src/models/report';
import { checkTimm } from './timm';
import type { TimmResult } from './timm';
import { checkTorchvision } from './torchvision';
import type { ModelResult } from './torchvision';

const { values } = parseArgs({ options: { source: { type: 'string' }, only: { type: 'string' }, verbose: { type: 'boolean' } } });

/** Writes a line to the terminal. */
function print(line: string): void {
	process.stdout.write(`${line}\n`);
}

function report(title: string, results: readonly ModelResult[]): boolean {
	const exact = results.filter(({ parameters }) => parameters.actual === parameters.expected);
	const forwards = results.filter(({ multiplyAdds }) => multiplyAdds !== undefined);
	const same = forwards.filter(({ multiplyAdds }) => multiplyAdds!.expected === '' || Number(multiplyAdds!.actual) === Number(multiplyAdds!.expected));
	const calls = results.flatMap((each) => (each.calls === undefined ? [] : [each.calls]));
	const claimedWrong = results.filter((each) => each.doubt === undefined && each.failures.length === 0 && each.parameters.actual !== undefined && each.parameters.actual !== each.parameters.expected);
	for (const each of results) {
		const wrong = !exact.includes(each) || each.failures.length > 0 || (each.multiplyAdds !== undefined && !same.includes(each)) || each.calls?.firstDifference !== undefined;
		if (!wrong && values.verbose !== true) continue;
		print(`${wrong ? '✗' : '✓'} ${each.model.padEnd(40)} parameters ${String(each.parameters.actual)} of ${each.parameters.expected}  multiply-adds ${each.multiplyAdds?.actual ?? '-'} of ${each.multiplyAdds?.expected ?? '-'}  calls ${each.calls?.equal ?? '-'} of ${each.calls?.expected ?? '-'}`);
		for (const line of [each.calls?.firstDifference, each.doubt, ...each.failures.slice(0, 3)]) if (line !== undefined) print(`    ${line}`);
	}
	const models = new Set(results.map(({ model }) => model));
	const exactModels = new Set(exact.map(({ model }) => model));
	print(`${title}: parameters ${exact.length} of ${results.length} rows exact (${exactModels.size} of ${models.size} models); multiply-adds ${same.length} of ${forwards.length}; calls ${calls.reduce((sum, each) => sum + each.equal, 0)} of ${calls.reduce((sum, each) => sum + each.expected, 0)} in ${calls.length} models; wrong without a doubt: ${claimedWrong.length}`);
	return exact.length === results.length && same.length === forwards.length && calls.every((each) => each.firstDifference === undefined);
}

/** A count that is marked as uncertain is honest; one that is not must be right. */
function reportTimm(results: readonly TimmResult[]): boolean {
	const of = (outcome: TimmResult['outcome']): TimmResult[] => results.filter((each) => each.outcome === outcome);
	for (const each of results) {
		if (each.outcome !== 'wrong' && (values.verbose !== true || each.outcome === 'exact')) continue;
		print(`${each.outcome === 'wrong' ? '✗' : '≥'} ${each.model.padEnd(40)} parameters ${String(each.actual)} of ${each.expected}  ${each.detail}`);
	}
	print(`timm: parameters of ${of('exact').length} of ${results.length} models exact, ${of('marked').length} marked, ${of('wrong').length} wrong without a doubt`);
	return of('wrong').length === 0;
}

/** A model's row in the table of a folder: its counts, its input and how that was come by. */
function describeModel(file: string, { name, totals: { parameters, multiplyAdds: { operations } }, inputs, construction }: ModelReport): string {
	const count = (each: Quantity): string => (each.status === 'exact' ? String(each.value) : each.status === 'at-least' ? `≥${each.value} (${each.doubt.reason} ${each.doubt.detail})` : '?');
	const sizes = inputs.map((input) => `${input.name} ${input.shape.join('x')} ${input.provenance.kind}`).join(', ');
	return `  ${`${file} ${name}`.padEnd(64)} ${construction.kind.padEnd(18)} parameters ${count(parameters)}  multiply-adds ${count(operations)}  input ${sizes}`;
}

const ASSUMED: ProblemReport['certainty'] = 'if-input-as-assumed';

/** Code that works has no problems: each that is called certain is false. A class may well fail with its default arguments and an assumed input. */
function reportProblems(title: string, results: readonly FileResult[]): boolean {
	const problems = results.flatMap((each) => each.problems);
	const certain = problems.filter((each) => !each.includes(ASSUMED));
	for (const each of problems) print(`${certain.includes(each) ? '✗' : '?'} ${each}`);
	const models = results.flatMap(({ report: { models: found } }) => found);
	if (values.verbose === true) for (const { file, report: { models: found } } of results) for (const model of found) print(describeModel(file, model));
	const exact = models.filter(({ totals }) => totals.parameters.status === 'exact').length;
	const times = results.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
	print(`${title}: ${results.length} files, ${models.length} models reported (${exact} with exact counts), ${certain.length} false problems, ${problems.length - certain.length} said to hang on an assumed input, ${results.filter(({ report: { isIncomplete } }) => isIncomplete).length} files out of budget; first analysis ${times[times.length >> 1]?.toFixed(0) ?? '-'} ms median, ${times.at(-1)?.toFixed(0) ?? '-'} ms at most`);
	return certain.length === 0;
}

if (values.source === undefined) {
	print('usage: npm run test:models -- --source DIR [--only NAME] [--verbose]');
	process.exitCode = 2;
} else {
	const rows = readCounts(join(values.source, 'counts.csv'));
	let good = true;
	if (existsSync(join(values.source, 'torchvision'))) good = report('torchvision', checkTorchvision(values.source, rows.filter((row) => row.framework === 'torchvision'), values.only)) && good;
	if (existsSync(join(values.source, 'keras'))) good = report('keras', checkKeras(values.source, rows.filter((row) => row.framework.startsWith('keras')), values.only)) && good;
	if (existsSync(join(values.source, 'timm'))) good = reportTimm(checkTimm(values.source, values.only)) && good;
	for (const folder of ['torchvision/models', 'timm/models', 'keras/src/applications', 'examples']) {
		if (existsSync(join(values.source, folder))) good = reportProblems(folder, analyzeFolder(values.source, folder, values.only)) && good;
	}
	process.exitCode = good ? 0 : 1;
}
