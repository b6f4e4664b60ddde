import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { colourScale, scaleEnds, shade, weightHue, type ColourScale } from '../present/colour';
import type { Plane } from '../present/heat-map';
import { cellNumber } from '../present/number';
import { CellGrid, type GridCell } from './cell-grid';
import type { Focus } from './focus';
import { HeatCanvas, type MarkedCells } from './heat-canvas';
import { useLocalize } from './localization';

/** A plane with a longer side than this is shown as a picture, not as numbers. */
const MOST_READABLE = 32;
const LARGEST_CELL = 44;
const SMALLEST_CELL = 22;
const GAP = 2;
/** Room that the signs between the three grids take, in px. */
const SIGNS_WIDTH = 84;
/** Up to this many cells a picture is revealed step by step; repainting more would stutter. */
const MOST_REVEALED = 4096;

function useWidth(): readonly [{ readonly current: HTMLDivElement | null }, number] {
	const element = useRef<HTMLDivElement>(null);
	const [width, setWidth] = useState(0);
	useEffect(() => {
		if (element.current === null) return;
		const observer = new ResizeObserver(([entry]) => { if (entry !== undefined) setWidth(entry.contentRect.width); });
		observer.observe(element.current);
		return () => observer.disconnect();
	}, []);
	return [element, width];
}

/** The side of a cell that lets all grids stand in one row, while it stays readable. */
function cellSizeFor(width: number, columns: number): number {
	return Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, Math.floor((width - SIGNS_WIDTH) / Math.max(1, columns)) - GAP));
}

function Legend({ scale }: { readonly scale: ColourScale }): VNode {
	const { low, high } = scaleEnds(scale);
	const stops = Array.from({ length: 9 }, (_, index) => shade(low + ((high - low) * index) / 8, scale).background);
	return (
		<div class="legend">
			<span>{cellNumber(low).text}</span>
			<span class="ramp" style={{ background: `linear-gradient(90deg, ${stops.join(', ')})` }} />
			<span>{cellNumber(high).text}</span>
		</div>
	);
}

interface StageFigureProps {
	readonly focus: Focus;
	readonly names: { readonly input: string; readonly output: string };
	readonly goTo: (step: number) => void;
}

/** The middle of the panel: the padded input with the window on it, the kernel, and the output as it fills. */
export function StageFigure({ focus, names, goTo }: StageFigureProps): VNode {
	const localize = useLocalize();
	const [element, width] = useWidth();
	const { inputPlane, outputPlane, kernelPlane, padding, result, covered, position, step } = focus;
	const padded = { rows: inputPlane.rows + padding.top + padding.bottom, columns: inputPlane.columns + padding.left + padding.right };
	const scale = useMemo(() => colourScale(outputPlane.values), [outputPlane.values]);
	const weights = covered.length;
	const numbersOfInput = Math.max(padded.rows, padded.columns) <= MOST_READABLE;
	const numbersOfOutput = Math.max(outputPlane.rows, outputPlane.columns) <= MOST_READABLE;
	const columns = (numbersOfInput ? padded.columns : 0) + (kernelPlane?.columns ?? 0) + (numbersOfOutput ? outputPlane.columns : 0);
	const cellSize = cellSizeFor(width, columns);
	const pictureSide = Math.max(160, Math.min(420, Math.floor((width - SIGNS_WIDTH) / 2)));
	const weightAt = new Map(covered.map((cell) => [cell.row * padded.columns + cell.column, cell.weight]));

	return (
		<div class="stage" ref={element}>
			{figure('input', names.input, planeShape(padded, focus.inputChannels.length), inputPicture())}
			{kernelPlane === undefined ? <span class="operator">→</span> : (
				<>
					<span class="operator" aria-hidden="true">✱</span>
					{figure('kernel', localize('Kernel'), planeShape(kernelPlane, focus.inputChannels.length), <CellGrid label={localize('Kernel')} rows={kernelPlane.rows} columns={kernelPlane.columns} cellSize={cellSize} cell={kernelCell(kernelPlane)} />)}
					<span class="operator" aria-hidden="true">=</span>
				</>
			)}
			{figure('output', names.output, planeShape(outputPlane, focus.outputChannels), <>{outputPicture()}<Legend scale={scale} /></>)}
		</div>
	);

	function planeShape(plane: { readonly rows: number; readonly columns: number }, channels: number): string {
		return `${channels > 1 ? `${channels}×` : ''}${plane.rows}×${plane.columns}`;
	}

	function figure(part: string, name: string, size: string, picture: VNode): VNode {
		return <figure data-part={part}>{picture}<figcaption><b>{name}</b> {size}</figcaption></figure>;
	}

	function inputCell(row: number, column: number): GridCell {
		const [y, x] = [row - padding.top, column - padding.left];
		const inside = y >= 0 && y < inputPlane.rows && x >= 0 && x < inputPlane.columns;
		const value = inside ? inputPlane.values[y * inputPlane.columns + x]! : 0;
		const weight = weightAt.get(row * padded.columns + column);
		const look = weight !== undefined ? 'covered' : inside ? 'plain' : 'padding';
		const corner = weight === undefined || kernelPlane === undefined ? undefined : `×${cellNumber(kernelPlane.values[weight]!, 2).text}`;
		return { value, look, ...(weight === undefined ? {} : { background: weightHue(weight, weights) }), ...(corner === undefined ? {} : { corner }) };
	}

	function inputPicture(): VNode {
		const label = localize('{name} with its padding; the window covers the marked cells', { name: names.input });
		return numbersOfInput
			? <CellGrid label={label} rows={padded.rows} columns={padded.columns} cellSize={cellSize} cell={inputCell} />
			: <HeatCanvas label={label} plane={inputPlane} padding={padding} marked={coveredFrame()} longestSide={pictureSide} />;
	}

	function coveredFrame(): MarkedCells {
		const [first, last] = [covered[0]!, covered[covered.length - 1]!];
		return { row: first.row, column: first.column, rows: last.row - first.row + 1, columns: last.column - first.column + 1 };
	}

	function outputCell(row: number, column: number): GridCell {
		const index = row * outputPlane.columns + column;
		if (index > step) return { value: undefined, look: 'pending' };
		const value = outputPlane.values[index]!;
		const { background, text } = shade(value, scale);
		return { value, look: 'plain', background, text, current: index === step };
	}

	function outputPicture(): VNode {
		const select = (row: number, column: number): void => goTo(row * outputPlane.columns + column);
		const label = localize('{name}, known up to the current cell', { name: names.output });
		return numbersOfOutput
			? <CellGrid label={label} rows={outputPlane.rows} columns={outputPlane.columns} cellSize={cellSize} cell={outputCell} onSelect={select} />
			: (
				<HeatCanvas
					label={label}
					plane={outputPlane}
					marked={{ ...position, rows: 1, columns: 1 }}
					longestSide={pictureSide * Math.max(outputPlane.rows, outputPlane.columns) / Math.max(padded.rows, padded.columns, outputPlane.rows)}
					revealed={result.cost.nodes <= MOST_REVEALED ? step + 1 : outputPlane.values.length}
					onSelect={select}
				/>
			);
	}
}

function kernelCell(plane: Plane): (row: number, column: number) => GridCell {
	return (row, column) => {
		const index = row * plane.columns + column;
		return { value: plane.values[index]!, look: 'covered', background: weightHue(index, plane.values.length) };
	};
}
