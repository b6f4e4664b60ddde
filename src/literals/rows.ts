import type { Refusal, TextRange } from './literal';

/** The rows of one depth of a matrix as they stand in a text: how many entries each has, and where it is. */
export class Rows {
	private readonly counts: number[] = [];
	private readonly starts: number[] = [];
	private readonly ends: number[] = [];
	/** The place of each row within its own parent, from 0. */
	private readonly places: number[] = [];
	private agree = true;

	get length(): number {
		return this.counts.length;
	}

	get ragged(): boolean {
		return !this.agree;
	}

	/** The number of entries of the first row. */
	get width(): number {
		return this.counts[0] ?? 0;
	}

	push(place: number, count: number, start: number, end: number): void {
		if (this.counts.length > 0 && count !== this.counts[0]) this.agree = false;
		this.counts.push(count);
		this.starts.push(start);
		this.ends.push(end);
		this.places.push(place);
	}

	/** How many rows have the most frequent count. */
	get agreeing(): number {
		const expected = this.usualCount();
		return this.counts.filter((count) => count === expected).length;
	}

	/** Names the first row that differs from what most rows have (of equals, from the first), and a run of rows that agree. */
	refusal(): { refusal: Refusal; at: TextRange } {
		const expected = this.usualCount();
		const odd = this.counts.findIndex((count) => count !== expected);
		let first = odd - 1;
		let last = odd - 1;
		const parent = (row: number): number => row - this.places[row]!;
		const agrees = (row: number): boolean => this.counts[row] === expected && parent(row) === parent(odd);
		if (odd > 0 && agrees(odd - 1)) {
			while (first > 0 && agrees(first - 1)) first--;
		} else {
			first = this.counts.findIndex((_, row) => agrees(row));
			const counted = first >= 0;
			if (!counted) first = this.counts.indexOf(expected);
			last = first;
			while (last + 1 < this.counts.length && (counted ? agrees(last + 1) : this.counts[last + 1] === expected)) last++;
		}
		const base = parent(first) === parent(odd) ? parent(odd) : 0;
		return {
			refusal: {
				reason: 'ragged',
				row: odd - base + 1,
				count: this.counts[odd]!,
				firstRow: first - base + 1,
				lastRow: last - base + 1,
				expected,
			},
			at: { start: this.starts[odd]!, end: this.ends[odd]! },
		};
	}

	private usualCount(): number {
		const frequency = new Map<number, number>();
		for (const count of this.counts) frequency.set(count, (frequency.get(count) ?? 0) + 1);
		let usual = this.width;
		for (const [count, rows] of frequency) if (rows > frequency.get(usual)!) usual = count;
		return usual;
	}
}
