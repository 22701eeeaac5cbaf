import { classes } from './classes.ts'

/** A few choices side by side, of which one holds. `label` says what is chosen. */
export function Segments<V extends string | number>(props: {
  readonly label: string
  readonly value: V
  readonly choices: readonly (readonly [value: V, text: string])[]
  readonly onChoose: (value: V) => void
}) {
  const { label, value, choices, onChoose } = props
  return (
    <div role="group" aria-label={label} className="inline-flex gap-0.5 rounded-[8px] bg-raised p-0.5">
      {choices.map(([choice, text]) => (
        <button
          key={choice}
          type="button"
          aria-pressed={choice === value}
          onClick={() => onChoose(choice)}
          className={classes(
            'smooth min-h-6.5 rounded-control border border-transparent px-2.5 font-medium whitespace-nowrap select-none touch:min-h-11',
            choice === value ? 'border-line bg-surface' : 'text-muted hover:text-text',
          )}
        >
          {text}
        </button>
      ))}
    </div>
  )
}
