// The script of the page's worker, a bundle of its own: with it comes the WebAssembly engine, which no small job needs.
import { loadFastEngine } from '../engine/fast/fast-engine';
import type { EngineRequest } from './engine-messages';
import { engineService, type SendAnswer } from './engine-service';

const send: SendAnswer = (answer, transfer) => self.postMessage(answer, { transfer: [...transfer] });
const receive = engineService(() => loadFastEngine(), send);
self.addEventListener('message', ({ data }: MessageEvent<EngineRequest>) => receive(data));
send({ type: 'ready' }, []);
