/** Fails with both values in the message. Node's assert is not there in the web worker host. */
export function assertEqual<Value>(actual: Value, expected: Value): void {
	if (!Object.is(actual, expected)) throw new Error(`expected ${String(expected)}\n     got ${String(actual)}`);
}

/** Fails unless the text contains the part. */
export function assertContains(text: string, part: string): void {
	if (!text.includes(part)) throw new Error(`expected to find: ${part}\nin: ${text}`);
}
