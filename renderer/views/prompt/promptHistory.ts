/** Where a person is among the earlier prompts; `at` is null while they write one of their own. */
export interface HistoryPlace {
  readonly at: number | null
  readonly text: string
}

/**
 * The prompt before or after the one that is shown, as in a shell: it begins in an empty field, ends with what a person
 * changes, and comes back to the empty field after the newest. Null where there is none. `prompts`: oldest first.
 */
export function historyStep(
  prompts: readonly string[],
  { at, text }: HistoryPlace,
  direction: 'older' | 'newer',
): HistoryPlace | null {
  const isShown = at !== null && prompts[at] === text
  if (direction === 'newer') {
    return isShown ? { at: at + 1 < prompts.length ? at + 1 : null, text: prompts[at + 1] ?? '' } : null
  }
  const next = isShown ? at - 1 : text === '' ? prompts.length - 1 : -1
  const older = prompts[next]
  return older === undefined ? null : { at: next, text: older }
}
