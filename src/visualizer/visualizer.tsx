import { render } from 'preact';
import { App } from './app';
import { vscodeHost } from './host';
import { answerImageRequests } from './image-decoding';
import { readOpening } from './opening';
import './visualizer.css';

const host = vscodeHost();
answerImageRequests(host);
render(<App host={host} opening={readOpening(document.body.dataset.opening)} />, document.body);
