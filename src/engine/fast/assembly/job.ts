// What a kernel is asked to do, as a record in memory that the host writes once (see ../job-record.ts, which lists the same fields).
// One- and two-dimensional maps are three-dimensional ones with a depth, or a depth and a height, of 1.

/**
 * A convolution of one or more images, or a pooling, which is one whose groups are all channels of all images.
 * Channels and filters are counted per group; paddings are the ones before each axis.
 */
@unmanaged
export class Job {
	channels: i32;
	filters: i32;
	groups: i32;
	depth: i32;
	height: i32;
	width: i32;
	outputDepth: i32;
	outputHeight: i32;
	outputWidth: i32;
	kernelDepth: i32;
	kernelHeight: i32;
	kernelWidth: i32;
	strideDepth: i32;
	strideHeight: i32;
	strideWidth: i32;
	paddingDepth: i32;
	paddingHeight: i32;
	paddingWidth: i32;
	dilationDepth: i32;
	dilationHeight: i32;
	dilationWidth: i32;
	/** Address of the weights, packed the way the kernel wants them. */
	weights: usize;
	/** Address of one float per filter of all groups. */
	bias: usize;
	/** How much of the output one unit of work covers: rows, of tiles for Winograd. */
	block: i32;
	/** Of these rows, the columns: all of them unless the block is a single row. For GEMM alone. */
	blockColumns: i32;
	/** Addresses of what an average is divided by, as factors: one float per output position along each axis. */
	depthCounts: usize;
	heightCounts: usize;
	widthCounts: usize;

	/** Floats in one channel of the input. */
	@inline get plane(): i32 {
		return this.depth * this.height * this.width;
	}

	/** Floats in one channel of the output. */
	@inline get outputPlane(): i32 {
		return this.outputDepth * this.outputHeight * this.outputWidth;
	}

	/** Weights of one filter. */
	@inline get terms(): i32 {
		return this.channels * this.kernelDepth * this.kernelHeight * this.kernelWidth;
	}
}
