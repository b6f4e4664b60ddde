// Known only while the page's script is run for the first time.
const OWN_SCRIPT = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;
const [OWN_ADDRESS, NONCE] = [OWN_SCRIPT?.src, OWN_SCRIPT?.nonce];

/** The address of a file that stands beside the page's script. @throws Error where the page does not know where it came from */
export function addressBeside(name: string): string {
	if (OWN_ADDRESS === undefined) throw new Error('the page does not know where it came from');
	return new URL(name, OWN_ADDRESS).href;
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
