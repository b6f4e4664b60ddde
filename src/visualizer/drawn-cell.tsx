import { Component, type VNode } from 'preact';
import type { FigureCell } from '../present/figure/grid';
import { cellMarks, cellPlace, GAP, numberIn } from '../present/figure/grid-drawing';
import { fullNumber } from '../present/number';
import { markNode } from './figure-nodes';

interface DrawnCellProps {
	readonly cell: FigureCell;
	readonly row: number;
	readonly column: number;
	readonly side: number;
	/** Whether the tab key comes to this cell: to one of each grid. */
	readonly reached: boolean;
}

function looksTheSame(one: FigureCell, other: FigureCell): boolean {
	return Object.is(one.value, other.value) && one.look === other.look && one.mark === other.mark && one.background === other.background && one.text === other.text && one.corner === other.corner;
}

/** One cell of a grid. It is drawn anew only when it changed: a step of the pass changes a handful of a thousand. */
export class DrawnCell extends Component<DrawnCellProps> {
	override shouldComponentUpdate(next: DrawnCellProps): boolean {
		return next.side !== this.props.side || next.reached !== this.props.reached || !looksTheSame(next.cell, this.props.cell);
	}

	override render({ cell, row, column, side, reached }: DrawnCellProps): VNode {
		const { x, y } = cellPlace(row, column, { side, gap: GAP });
		const shown = cell.value === undefined ? undefined : numberIn(cell.value, side);
		const names = ['number', 'corner'];
		return (
			<g
				role="gridcell"
				class={`cell ${cell.look}${cell.mark === undefined ? '' : ` ${cell.mark}`}`}
				data-row={row}
				data-column={column}
				tabindex={reached ? 0 : -1}
				transform={`translate(${x} ${y})`}
			>
				{cellMarks(cell, side).map((mark) => markNode(mark, mark.kind === 'text' ? names.shift() : undefined))}
				{shown?.rounded === true && cell.value !== undefined ? <title>{fullNumber(cell.value)}</title> : null}
			</g>
		);
	}
}
