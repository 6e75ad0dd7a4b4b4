// What stands where a widget will be.
const None = () => null;

export {
  None as Story,
  None as World,
  None as Rule,
  None as Predict,
  None as Quiz,
  None as Overlap,
  None as Exercise,
};
