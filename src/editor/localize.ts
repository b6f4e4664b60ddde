import * as vscode from 'vscode';
import type { Localize } from '../present/localize';

/** `vscode.l10n.t` for the rooms that don't know VS Code. */
export const localize: Localize = (message, values = {}) => vscode.l10n.t(message, values);
