// The script that writes what is taken away, a bundle of its own: the page loads it when its export menu is opened for the first time.
import { kerasCode } from '../present/code-keras';
import { numpyCode } from '../present/code-numpy';
import { pytorchCode } from '../present/code-pytorch';
import { figureTikz } from '../present/figure/tikz';
import { stepTable } from '../present/step-table';
import { animation } from './animation';

const writers = { animation, figureTikz, kerasCode, numpyCode, pytorchCode, stepTable };

export type ExportWriters = typeof writers;

/** The name under which the page finds them. */
export const EXPORT_WRITERS = 'exportWriters';

Reflect.set(window, EXPORT_WRITERS, writers);
