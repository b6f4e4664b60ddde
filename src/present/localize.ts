/** Values that are put in the place of `{name}` in a message. */
export type MessageArguments = Readonly<Record<string, string | number>>;

/** Turns an English message with `{name}` places into the reader's language: the signature of `vscode.l10n.t`. */
export type Localize = (message: string, values?: MessageArguments) => string;

/**
 * Localizes by a bundle that maps English messages to translated ones; without one, English it is.
 * Pages outside the extension host use this; inside it, `vscode.l10n.t` does the same.
 */
export function localizeWith(bundle: Readonly<Record<string, string>> = {}): Localize {
	return (message, values = {}) => (bundle[message] ?? message).replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
