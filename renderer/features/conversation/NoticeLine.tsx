import { classes } from '#renderer/ui/classes.ts'
import { Marked } from '#renderer/ui/Marked.tsx'

const looks = {
  info: 'text-muted',
  warning: 'text-text',
  error: 'text-bad',
} as const
const marks = { info: '·', warning: '!', error: '×' } as const

/** Something the person should know, between the lines. */
export function NoticeLine({ level, text }: { level: keyof typeof looks; text: string }) {
  return (
    <p className={classes('flex gap-2 py-2', looks[level])}>
      <span aria-hidden="true" className="w-3 shrink-0 text-center font-semibold">
        {marks[level]}
      </span>
      <span dir="auto" className="min-w-0 break-words whitespace-pre-wrap">
        <Marked text={text} />
      </span>
    </p>
  )
}
