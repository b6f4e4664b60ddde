import { render } from 'preact';
import { App } from './app';
import { vscodeHost } from './host';
import { answerImageRequests } from './image-decoding';
import './visualizer.css';

const host = vscodeHost();
answerImageRequests(host);
render(<App host={host} />, document.body);
