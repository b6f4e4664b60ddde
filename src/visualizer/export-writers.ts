// The script that writes what is taken away, a bundle of its own: the page loads it when its export menu is opened for the first time.
import { kerasCode } from '../present/code-keras';
import { numpyCode } from '../present/code-numpy';
import { pytorchCode } from '../present/code-pytorch';
import { figureTikz } from '../present/figure/tikz';
import { stepTable } from '../present/step-table';
import { roomFor } from '../present/figure/matrices-figure';
import { PAPER } from '../present/figure/palette';
import { figureSvg } from '../present/figure/svg';
import type { Figure } from '../present/figure/drawing';
import { dotsAddress, figurePng } from './figure-canvas';
import { focusFigure, linesBelow } from './focus-figure';
import { passGif } from './pass-gif';

/** The drawing as an SVG file, on white. */
function figureFile(figure: Figure, label: string): string {
	return figureSvg(figure, { palette: PAPER, font: 'Helvetica, Arial, sans-serif', ground: '#ffffff', label, addressOf: dotsAddress });
}

const writers = { figureFile, figurePng, figureTikz, focusFigure, kerasCode, linesBelow, numpyCode, passGif, pytorchCode, roomFor, stepTable };

export type ExportWriters = typeof writers;

/** The name under which the page finds them. */
export const EXPORT_WRITERS = 'exportWriters';

Reflect.set(window, EXPORT_WRITERS, writers);
