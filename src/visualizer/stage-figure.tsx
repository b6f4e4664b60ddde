import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { channelTint, colourScale, scaleEnds, shade, type ColourScale } from '../present/colour';
import type { Plane } from '../present/heat-map';
import { cellNumber } from '../present/number';
import type { CellEditing } from './cell-editing';
import { CellGrid } from './cell-grid';
import { inputFrames, inputLooks, kernelLooks, nextFrames, outputLooks } from './cell-looks';
import { canvasFollow, inputCanvasFrames, linked, outputCanvasFrames } from './canvas-looks';
import { ChoiceSwitch } from './choice-switch';
import { figureLayout, MOST_READABLE, pictureWidth } from './figure-layout';
import type { Focus } from './focus';
import { channelName, colourPlanes, inputScale, inputShades, pictureKind } from './input-picture';
import type { PointedCell } from './links';
import { useLocalize } from './localization';
import { PlaneCanvas } from './plane-canvas';
import type { PlaneView, PlaneViews } from './plane-view';
import type { QuizBoard } from './quiz';
import type { Choices, ShownPair } from './view-state';
import { FITTED, type Viewport } from './viewport';

const MOST_SHEETS = 3;
/** px that a sheet looks out from behind the one in front of it */
const SHEET_STEP = 5;
/** px of card around the grid in front */
const SHEET_EDGE = 3;
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

/** The colours of a map and what they stand for; while the map is only a picture, its ends are not told. */
function Legend({ scale, exact }: { readonly scale: ColourScale; readonly exact: boolean }): VNode {
	const { low, high } = scaleEnds(scale);
	const stops = Array.from({ length: 9 }, (_, index) => shade(low + ((high - low) * index) / 8, scale).background);
	return (
		<div class="legend">
			<span>{exact ? cellNumber(low).text : '…'}</span>
			<span class="ramp" style={{ background: `linear-gradient(90deg, ${stops.join(', ')})` }} />
			<span>{exact ? cellNumber(high).text : '…'}</span>
		</div>
	);
}

interface StageFigureProps {
	readonly focus: Focus;
	readonly shown: ShownPair;
	readonly names: { readonly input: string; readonly output: string };
	readonly choices: Pick<Choices, 'scope' | 'picture'>;
	readonly choose: (choices: Partial<Pick<Choices, 'scope' | 'picture'>>) => void;
	readonly point: (cell: PointedCell | undefined) => void;
	readonly select: (cell: PointedCell) => void;
	/** Writes into the document; undefined where the part does not come from one. */
	readonly editing: { readonly input: CellEditing | undefined; readonly kernel: CellEditing | undefined };
	/** Where the person fills in the map, instead of being shown it. */
	readonly quiz: QuizBoard | undefined;
	/** Where the canvases leave their views for exports. */
	readonly views: PlaneViews;
}

/** The middle of the panel: the padded input with the window on it, the kernel, and the output as it fills. */
export function StageFigure({ focus, shown, names, choices: { scope, picture }, choose, point, select, editing, quiz, views }: StageFigureProps): VNode {
	const localize = useLocalize();
	const [element, width] = useWidth();
	const { outputPlane, kernelPlane, lattice, result } = focus;
	const shownValues = scope === 'all' ? result.output.data : outputPlane.values;
	const scale = useMemo(() => colourScale(shownValues), [shownValues]);
	const kind = pictureKind(shown, focus.index);
	const scaleOfInput = useMemo(() => inputScale(shown, focus), [shown, focus.index, focus.inputPlane.values]);
	const colours = kind === 'colour' && picture === 'colours' ? colourPlanes(shown, focus.sample) : undefined;
	const exactInput = focus.trace !== undefined;
	const exactOutput = result.precision === 'exact';
	const numbersOfInput = exactInput && Math.max(lattice.rows, lattice.columns) <= MOST_READABLE;
	const output = lattice.output;
	const numbersOfOutput = exactOutput && Math.max(output.rows, output.columns) <= MOST_READABLE;
	const numbersOfKernel = kernelPlane !== undefined && Math.max(kernelPlane.rows, kernelPlane.columns) <= MOST_READABLE;
	const sheetCount = Math.min(MOST_SHEETS, focus.inputChannels.length - 1);
	const sheetsRoom = sheetCount === 0 ? 0 : sheetCount * SHEET_STEP + 2 * SHEET_EDGE;
	const columns = (numbersOfInput ? lattice.columns : 0) + (numbersOfKernel ? kernelPlane.columns : 0) + (numbersOfOutput ? output.columns : 0);
	const layout = figureLayout(width - sheetsRoom, columns);
	const { cellSize, gap } = layout;
	const widthOfPicture = width < 520 ? width - 8 - sheetsRoom : pictureWidth(width, numbersOfKernel ? kernelPlane.columns : 0, layout);
	// rows that have no room beside each other stand below each other: each weight of a fully connected layer below the number that it meets
	const isStacked = !layout.fits && lattice.rows === 1 && output.rows === 1;
	const [inputView, lookAtInput] = useState<Viewport>(FITTED);
	const [outputView, lookAtOutput] = useState<Viewport>(FITTED);
	const [kernelView, lookAtKernel] = useState<Viewport>(FITTED);
	const together = linked(focus); // zooming into the one shows the same place of the other
	const pointing = (part: PointedCell['part']) => (cell: { readonly row: number; readonly column: number } | undefined): void => point(cell && { part, ...cell });
	const offering = (part: PointedCell['part']) => (view: (() => PlaneView) | undefined): void => {
		if (view === undefined) views.delete(part);
		else views.set(part, view);
	};
	const selecting = (part: PointedCell['part']) => (row: number, column: number): void => select({ part, row, column });

	return (
		<div class={isStacked ? 'stage stacked' : 'stage'} ref={element} style={{ columnGap: `${gap}px` }}>
			{figure('input', names.input, [planeShape(lattice, focus.inputChannels.length, focus.volume?.inputSlices), ...inputSliceWords()], { front: sheets(inputPicture()), below: inputLegend() })}
			{kernelPlane === undefined ? <span class="operator" aria-hidden="true">→</span> : (
				<>
					<span class="operator" aria-hidden="true">✱</span>
					{figure('kernel', localize('Kernel'), [planeShape(kernelPlane, focus.inputChannels.length, focus.volume?.under.length), ...sliceWords(focus.volume?.under[focus.volume.shown]?.kernel, focus.volume?.under.length)], { front: kernelPicture(kernelPlane) })}
					<span class="operator" aria-hidden="true">=</span>
				</>
			)}
			{figure('output', names.output, [planeShape(output, focus.outputChannels, focus.volume?.outputSlices), ...sliceWords(focus.volume?.outputSlice, focus.volume?.outputSlices)], { front: outputPicture(), below: quiz === undefined ? outputLegend() : null })}
		</div>
	);

	function planeShape(plane: { readonly rows: number; readonly columns: number }, channels: number, slices: number | undefined): string {
		return `${channels > 1 ? `${channels}×` : ''}${slices === undefined ? '' : `${slices}×`}${plane.rows}×${plane.columns}`;
	}

	/** Of a volume: which of its slices is shown. */
	function sliceWords(slice: number | undefined, slices: number | undefined): readonly string[] {
		return slice === undefined || slices === undefined || slices === 1 ? [] : [localize('slice {number}', { number: slice + 1 })];
	}

	function inputSliceWords(): readonly string[] {
		if (focus.volume === undefined) return [];
		const { input } = focus.volume.under[focus.volume.shown]!;
		return input === undefined ? [localize('padding')] : sliceWords(input, focus.volume.inputSlices);
	}

	function figure(part: string, name: string, size: readonly string[], picture: { readonly front: VNode; readonly below?: VNode | null }): VNode {
		return <figure data-part={part}><div class="picture">{picture.front}</div>{picture.below}<figcaption><b>{name}</b>{size.map((words, index) => <>{index === 0 ? ' ' : ', '}<span class="size">{words}</span></>)}</figcaption></figure>;
	}

	/** The planes of the other channels, as sheets behind the chosen one. */
	function sheets(front: VNode): VNode {
		const others = focus.inputChannels.filter((channel) => channel !== focus.inputChannel).slice(0, MOST_SHEETS);
		if (others.length === 0) return front;
		const tint = (channel: number): string => channelTint(channel, focus.input.shape[1]!, kind === 'colour');
		const shadows = others.flatMap((channel, index) => {
			const by = (index + 1) * SHEET_STEP;
			return [`${by}px ${-by}px 0 -1px var(--card)`, `${by}px ${-by}px 0 0.5px ${tint(channel)}`];
		});
		return (
			<div class="sheets" style={{ paddingTop: `${others.length * SHEET_STEP}px`, paddingRight: `${others.length * SHEET_STEP}px` }}>
				<div class="sheet" style={{ boxShadow: [`0 0 0 1px ${colours === undefined ? tint(focus.inputChannel) : 'var(--line)'}`, ...shadows].join(', ') }}>{front}</div>
			</div>
		);
	}

	function inputLegend(): VNode | null {
		if (kind === 'colour') {
			const channel = channelName(kind, focus.inputChannel, localize);
			return <ChoiceSwitch label={localize('Show the image')} value={picture} options={[['colours', localize('in colour')], ['channel', localize('{channel} only', { channel })]]} onChange={(value) => choose({ picture: value })} />;
		}
		return numbersOfInput || kind === 'grey' ? null : <Legend scale={scaleOfInput} exact={exactInput} />;
	}

	function outputLegend(): VNode {
		const several = focus.outputChannels > 1 || focus.samples > 1 || (focus.volume?.outputSlices ?? 1) > 1;
		return (
			<>
				<Legend scale={scale} exact={exactOutput} />
				{several ? <ChoiceSwitch label={localize('Colours compare')} value={scope} options={[['map', localize('this map')], ['all', localize('all maps')]]} onChange={(value) => choose({ scope: value })} /> : null}
			</>
		);
	}

	function inputPicture(): VNode {
		const label = localize('{name} with its padding; the window covers the marked cells', { name: names.input });
		return numbersOfInput
			? <CellGrid label={label} rows={lattice.rows} columns={lattice.columns} cellSize={cellSize} room={width} cell={inputLooks(focus, kind === undefined ? undefined : inputShades(focus, scaleOfInput, colours))} frames={inputFrames(focus)} next={nextFrames(focus)} follow={canvasFollow(focus, 'input')} onPoint={pointing('input')} onSelect={selecting('input')} editing={editing.input} />
			: inputCanvas(label);
	}

	function inputCanvas(label: string): VNode {
		const { inputPlane } = focus;
		// the zeros that a transposed convolution inserts would only blur a picture: it shows the input as it is
		const spread = result.stage.kind === 'transposed-convolution';
		const { rows, columns: cells } = spread ? inputPlane : lattice;
		return (
			<PlaneCanvas
				label={label} rows={rows} columns={cells} plane={inputPlane} offset={spread ? { row: 0, column: 0 } : canvasOffset()} exact={exactInput} scale={scaleOfInput} colours={colours} width={widthOfPicture}
				frames={inputCanvasFrames(focus)} viewport={inputView} look={lookAtInput} follow={canvasFollow(focus, 'input')} offerView={offering('input')} {...spread ? {} : { onPoint: pointing('input'), onSelect: selecting('input') }}
			/>
		);
	}

	/** Where the input's first number lies on the drawn input. */
	function canvasOffset(): { readonly row: number; readonly column: number } {
		const [vertical, horizontal] = result.geometry.axes.slice(-2);
		return { row: vertical?.padding.before ?? 0, column: horizontal?.padding.before ?? 0 };
	}

	function kernelPicture(plane: Plane): VNode {
		const label = localize('Kernel');
		return numbersOfKernel
			? <CellGrid label={label} rows={plane.rows} columns={plane.columns} cellSize={cellSize} room={width} cell={kernelLooks(focus)} onPoint={pointing('kernel')} onSelect={selecting('kernel')} editing={editing.kernel} />
			: <PlaneCanvas label={label} rows={plane.rows} columns={plane.columns} plane={plane} offset={{ row: 0, column: 0 }} exact scale={colourScale(plane.values)} width={Math.min(220, width)} frames={[]} viewport={kernelView} look={lookAtKernel} offerView={offering('kernel')} />;
	}

	function outputPicture(): VNode {
		const label = localize('{name}, known up to the current cell', { name: names.output });
		if (numbersOfOutput) {
			return (
				<CellGrid
					label={label} rows={output.rows} columns={output.columns} cellSize={cellSize} room={width} cell={quiz?.looks(outputLooks(focus, scale)) ?? outputLooks(focus, scale)}
					follow={canvasFollow(focus, 'output')} onPoint={pointing('output')} onSelect={selecting('output')} editing={quiz?.editing}
				/>
			);
		}
		return (
			<PlaneCanvas
				label={label} rows={output.rows} columns={output.columns} plane={outputPlane.rows === output.rows ? outputPlane : { ...outputPlane, rows: output.rows, columns: output.columns }}
				offset={{ row: 0, column: 0 }} exact={exactOutput} scale={scale} width={widthOfPicture} frames={outputCanvasFrames(focus)} revealed={focus.step + 1} offerView={offering('output')}
				viewport={together ? inputView : outputView} look={together ? lookAtInput : lookAtOutput} follow={canvasFollow(focus, 'output')} onPoint={pointing('output')} onSelect={selecting('output')}
			/>
		);
	}
}
