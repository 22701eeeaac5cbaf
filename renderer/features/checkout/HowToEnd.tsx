import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import type { Checkout } from '#shared/session/checkout.ts'

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
            name: `Merge into ${merge_into ?? 'its base'}`,
            hint: merge_problem ?? 'Then its folder and its branch go.',
            isOff: merge_problem !== null,
          } as const,
        ]),
    { value: 'keep', name: 'Keep it', hint: 'The folder stays until somebody removes it.' },
    {
      value: 'remove',
      name: 'Remove it',
      hint: kind === 'clone' ? 'What was pushed stays there.' : 'A branch with commits of its own stays.',
    },
  ]
  return (
    <fieldset className="space-y-1">
      <legend className="sr-only">What becomes of it</legend>
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
