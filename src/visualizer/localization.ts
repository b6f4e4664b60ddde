import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { localizeWith, type Localize } from '../present/localize';

/** The reader's language, for every component below. */
export const Language = createContext<Localize>(localizeWith());

/** The function that turns English messages into the reader's language. */
export function useLocalize(): Localize {
	return useContext(Language);
}
