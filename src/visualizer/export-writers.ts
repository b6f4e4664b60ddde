// The script that writes what is taken away, a bundle of its own: the page loads it when its export menu is opened for the first time.
import { exportEntries } from './export-entries';

const writers = { exportEntries };

export type ExportWriters = typeof writers;

/** The name under which the page finds them. */
export const EXPORT_WRITERS = 'exportWriters';

Reflect.set(window, EXPORT_WRITERS, writers);
