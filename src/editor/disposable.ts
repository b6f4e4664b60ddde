import type * as vscode from 'vscode';

/** Something that owns what must be let go of with it. */
export abstract class Disposable implements vscode.Disposable {
	#owned: vscode.Disposable[] | undefined = [];

	protected get disposed(): boolean {
		return this.#owned === undefined;
	}

	/** Takes ownership; what comes after this was disposed is disposed at once. */
	protected own<Owned extends vscode.Disposable>(owned: Owned): Owned {
		if (this.#owned === undefined) owned.dispose();
		else this.#owned.push(owned);
		return owned;
	}

	dispose(): void {
		const owned = this.#owned ?? [];
		this.#owned = undefined;
		for (const each of owned.reverse()) each.dispose();
	}
}
