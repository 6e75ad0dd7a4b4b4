// The languages of the highlighter that the pages need are in it already. The theme's own version of this file brings a list
// of all others.
export default function prismIncludeLanguages(): void {}
