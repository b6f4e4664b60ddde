/** Which argument a name that no parameter has was meant for. */

/** The only parameter that a name is short for, or a letter away from; a number in a name tells one argument from the next. */
export function meantArgument(written: string, parameters: readonly string[]): string | undefined {
	if (written.length < 3 || /\d/.test(written)) return undefined;
	const found = parameters.filter((name) => name.startsWith(written) || differsByOne(written, name));
	return found.length === 1 ? found[0] : undefined;
}

/** Whether one letter is missing, too much or another. */
function differsByOne(one: string, other: string): boolean {
	const [short, long] = one.length <= other.length ? [one, other] : [other, one];
	if (long.length - short.length > 1) return false;
	let at = 0;
	while (at < short.length && long[at] === short[at]) at++;
	return long.slice(at + 1) === short.slice(long.length === short.length ? at + 1 : at);
}
