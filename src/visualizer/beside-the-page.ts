// Known only while the page's script is run for the first time.
const OWN_SCRIPT = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;
const [FOLDER, NONCE] = [OWN_SCRIPT?.dataset.folder, OWN_SCRIPT?.nonce];

/** The address of a file in the folder of the page's script. @throws Error where the page does not know where it came from */
export function addressBeside(name: string): string {
	if (FOLDER === undefined) throw new Error('the page does not know where it came from');
	return new URL(name, FOLDER).href;
}

/** Loads and runs a script that stands beside the page's own, under the same permission. */
export async function runBeside(name: string): Promise<void> {
	const script = document.createElement('script');
	script.src = addressBeside(name);
	if (NONCE !== undefined) script.nonce = NONCE;
	await new Promise<void>((resolve, reject) => {
		script.onload = () => resolve();
		script.onerror = () => reject(new Error(`${script.src} could not be loaded`));
		document.head.append(script);
	});
}
