import type { EngineWorker } from './background-engine';
import { addressBeside } from './beside-the-page';
import type { EngineAnswer } from './engine-messages';

/**
 * Starts the worker. A webview may start one from a blob only, so its script is fetched first.
 * @throws where the host does not let it start
 */
export async function startWorker(): Promise<EngineWorker> {
	const address = addressBeside('engine-worker.js');
	const response = await fetch(address);
	if (!response.ok) throw new Error(`${address}: ${response.status}`);
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
