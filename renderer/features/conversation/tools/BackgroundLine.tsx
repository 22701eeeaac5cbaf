import type { BackgroundWork } from '#shared/session/timeline/items.ts'
import { now } from '#renderer/state/workstation/now.ts'
import { useStore } from '#renderer/state/store.ts'
import { classes } from '#renderer/ui/classes.ts'
import { backgroundWords } from '../backgroundWords.ts'

/** How what a call left running goes, and how it ended. */
export function BackgroundLine({ work }: { work: BackgroundWork }) {
  const words = useStore(now, (time) => backgroundWords(work, time))
  return <p className={classes('pb-1 pl-5 text-xs', work.state === 'failed' ? 'text-bad' : 'text-muted')}>{words}</p>
}
