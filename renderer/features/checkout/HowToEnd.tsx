import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import type { Checkout } from '#shared/session/checkout.ts'
import * as words from './words.ts'

type How = InputOf<'worktree.end'>['how']

/** What becomes of the folder of a session that ends. */
export function HowToEnd(props: {
  kind: Checkout['kind']
  state: ResultOf<'worktree.state'>
  how: How
  onHow: (how: How) => void
}) {
  const { kind, state, how, onHow } = props
  const { merge_into, merge_problem } = state
  const choices: readonly Choice[] = [
    ...(kind === 'clone'
      ? []
      : [
          {
            value: 'merge',
            name: words.mergeInto(merge_into ?? words.itsBase),
            hint: merge_problem ?? words.folderAndBranchGo,
            isOff: merge_problem !== null,
          } as const,
        ]),
    { value: 'keep', name: words.keepIt, hint: words.folderStays },
    {
      value: 'remove',
      name: words.removeTheFolder,
      hint: kind === 'clone' ? words.pushedStays : words.branchStays,
    },
  ]
  return (
    <fieldset className="space-y-1">
      <legend className="sr-only">{words.whatBecomesOfIt}</legend>
      {choices.map(({ value, name, hint, isOff = false }) => (
        <label key={value} className="flex min-h-8 items-start gap-2 py-1 touch:min-h-11">
          <input
            type="radio"
            name="how"
            className="mt-1"
            checked={how === value}
            disabled={isOff}
            onChange={() => onHow(value)}
          />
          <span>
            {name}
            <span className="block text-sm text-muted">{hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

interface Choice {
  readonly value: How
  readonly name: string
  readonly hint: string
  readonly isOff?: boolean
}
