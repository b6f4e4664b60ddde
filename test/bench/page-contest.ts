// The contest in a browser page that has loaded the peers' scripts already. Exposes `runContest` and `measureStart`.
import { contest, measureStart, type HostResult, type Start } from './contest';
import { onnxRuntime, tensorFlow, type OnnxRuntime, type TensorFlow } from './peers';
import type { SessionSettings } from './session';

interface Page {
	readonly tf: TensorFlow & { readonly wasm: { setWasmPaths(folder: string): void; setThreadsCount(threads: number): void } };
	readonly ort: OnnxRuntime;
	/** Given by the one who drives the page. */
	progress(line: string): void;
	measureStart: () => Promise<Start>;
	runContest: (host: string, settings: SessionSettings) => Promise<HostResult>;
}

const page = globalThis as unknown as Page;

page.measureStart = measureStart;
page.runContest = (host, settings) => {
	const { tf, ort } = page;
	tf.wasm.setWasmPaths('/peers/@tensorflow/tfjs-backend-wasm/wasm-out/');
	tf.wasm.setThreadsCount(1);
	ort.env.wasm.wasmPaths = '/peers/onnxruntime-web/dist/';
	ort.env.wasm.numThreads = 1;
	const peers = [tensorFlow(tf, 'cpu'), tensorFlow(tf, 'wasm'), onnxRuntime(ort, 'onnxruntime-web', 'wasm')];
	return contest(host, peers, settings, undefined, (line) => page.progress(line));
};
