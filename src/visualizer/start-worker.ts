import type { EngineWorker } from './background-engine';
import type { EngineAnswer } from './engine-messages';

/** Beside the page's script. The address is there only while the script is run for the first time. */
const ADDRESS = document.currentScript instanceof HTMLScriptElement ? new URL('engine-worker.js', document.currentScript.src).href : undefined;

/**
 * Starts the worker. A webview may start one from a blob only, so its script is fetched first.
 * @throws where the host does not let it start
 */
export async function startWorker(): Promise<EngineWorker> {
	if (ADDRESS === undefined) throw new Error('the page does not know where it came from');
	const response = await fetch(ADDRESS);
	if (!response.ok) throw new Error(`${ADDRESS}: ${response.status}`);
	const script = URL.createObjectURL(await response.blob());
	const worker = new Worker(script);
	let listener: (answer: EngineAnswer) => void = () => undefined;
	try {
		await new Promise<void>((resolve, reject) => {
			listener = () => resolve(); // its first word is that it is ready
			worker.onmessage = ({ data }: MessageEvent<EngineAnswer>) => listener(data);
			worker.onerror = (event) => reject(new Error(event.message));
		});
	} finally {
		URL.revokeObjectURL(script);
	}
	return {
		send: (request) => worker.postMessage(request),
		listen: (next) => { listener = next; },
	};
}
