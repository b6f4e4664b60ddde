import { render } from 'preact';
import { App } from './app';
import { vscodeHost } from './host';
import './visualizer.css';

render(<App host={vscodeHost()} />, document.body);
