// A layer as an ONNX model of one node, in the wire format of protocol buffers (onnx.proto, opset 13).
import { outputHeight, outputWidth, type Layer, type LayerData } from './layers';

type Bytes = readonly number[] | Uint8Array;

function varint(value: number): number[] {
	return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}

function concatenate(parts: readonly Bytes[]): Uint8Array {
	const bytes = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}

const integer = (field: number, value: number): Bytes => [...varint(field * 8), ...varint(value)];
const message = (field: number, ...parts: Bytes[]): Bytes => {
	const body = concatenate(parts);
	return concatenate([varint(field * 8 + 2), varint(body.length), body]);
};
const text = (field: number, value: string): Bytes => message(field, new TextEncoder().encode(value));

const INTEGER = 2;
const INTEGERS = 7;
const FLOAT32 = 1;

const attribute = (name: string, value: number): Bytes => message(5, text(1, name), integer(3, value), integer(20, INTEGER));
const attributes = (name: string, values: readonly number[]): Bytes => {
	return message(5, text(1, name), ...values.map((value) => integer(8, value)), integer(20, INTEGERS));
};

function initializer(name: string, shape: readonly number[], { buffer, byteOffset, byteLength }: Float32Array): Bytes {
	const sizes = shape.map((size) => integer(1, size)), raw = new Uint8Array(buffer, byteOffset, byteLength);
	return message(5, ...sizes, integer(2, FLOAT32), text(8, name), message(9, raw));
}

function valueInfo(field: number, name: string, shape: readonly number[]): Bytes {
	const sizes = shape.map((size) => message(1, integer(1, size)));
	return message(field, text(1, name), message(2, message(1, integer(1, FLOAT32), message(2, ...sizes))));
}

/** The model: input `x`, output `y`, weights and bias inside. */
export function onnxModel(layer: Layer, { weights, bias }: LayerData): Uint8Array {
	const { kind, channels, height, width, filters, kernel, stride, padding, groups } = layer;
	const convolution = kind === 'convolution';
	const node = message(
		1, text(1, 'x'), ...(convolution ? [text(1, 'w'), text(1, 'b')] : []), text(2, 'y'), text(4, convolution ? 'Conv' : 'MaxPool'),
		attributes('kernel_shape', [kernel, kernel]), attributes('strides', [stride, stride]), attributes('pads', [padding, padding, padding, padding]),
		...(convolution ? [attribute('group', groups)] : []),
	);
	const graph = message(
		7, node, text(2, 'layer'),
		...(convolution ? [initializer('w', [filters, channels / groups, kernel, kernel], weights), initializer('b', [filters], bias)] : []),
		valueInfo(11, 'x', [1, channels, height, width]), valueInfo(12, 'y', [1, filters, outputHeight(layer), outputWidth(layer)]),
	);
	return concatenate([integer(1, 8), graph, message(8, text(1, ''), integer(2, 13))]);
}
