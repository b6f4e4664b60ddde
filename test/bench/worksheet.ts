/**
 * How long a worksheet of 10,000 lines takes to evaluate, from scratch and after an edit. Run with `npx tsx test/bench/worksheet.ts`.
 */
import { Worksheet } from '../../src/worksheet/worksheet';

const block = (index: number): string => [
	`X${index} = 1  2  4 ${index % 10}`, '    5  6  8  7', '    9 10 12 11', '   13 14 16  2', '', `K${index} = 1 -2`, '    -3  4', '',
	`A${index} = conv(X${index}, K${index}, padding=1)`, `R${index} = relu(A${index})`, `P${index} = maxpool(R${index}, 2)`, `expect shape(P${index}) = 2 2`, '',
].join('\n');
const text = Array.from({ length: Math.ceil(10_000 / 13) }, (_, index) => block(index)).join('\n');
const net = `${text}\nN = input(3, 224, 224) -> conv(64, 7, stride=2, padding=3)\n`;

function median(times: readonly number[]): string {
	return `${[...times].sort((one, other) => one - other)[Math.floor(times.length / 2)]!.toFixed(1)} ms`;
}

function timed(work: () => void): number {
	const start = performance.now();
	work();
	return performance.now() - start;
}

const fromScratch = Array.from({ length: 5 }, () => timed(() => new Worksheet().update(net)));
const worksheet = new Worksheet();
worksheet.update(net);
const edits = (edit: (round: number) => string): number[] => Array.from({ length: 21 }, (_, round) => {
	const edited = edit(round);
	return timed(() => worksheet.update(edited));
});
console.log(`${net.split('\n').length} lines from scratch       ${median(fromScratch)}`);
console.log(`after an edit of a kernel in the middle  ${median(edits((round) => net.replace('K400 = 1 -2', `K400 = ${round} -2`)))}`);
console.log(`after an edit of the first matrix        ${median(edits((round) => net.replace('X0 = 1  2', `X0 = ${round}  2`)))}`);
console.log(`after a line typed at the top            ${median(edits((round) => `# ${round}\n\n${net}`))}`);
