declare module '*.css' {
	/** The style sheet's text, where the bundler is asked for it. */
	const text: string;
	export default text;
}
