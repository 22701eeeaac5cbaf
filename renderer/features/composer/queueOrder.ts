/** The place of a row that is held at `y`, among others with these middles. */
export function indexAt(y: number, middles: readonly number[]): number {
  return middles.filter((middle) => middle < y).length
}

/** On which side of the row at `index` the one that is dragged would land; null: not beside it. */
export function landingSide(
  index: number,
  drag: { readonly from: number; readonly to: number } | null,
): 'above' | 'below' | null {
  if (drag === null || index !== drag.to || drag.to === drag.from) {
    return null
  }
  return drag.to < drag.from ? 'above' : 'below'
}
