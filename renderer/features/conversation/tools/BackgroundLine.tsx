import type { BackgroundWork } from '#shared/session/timeline/items.ts'
import { now } from '#renderer/state/workstation/now.ts'
import { useStore } from '#renderer/state/store.ts'
import { classes } from '#renderer/ui/classes.ts'
import { backgroundLabel } from '../backgroundLabel.ts'

/** The state of a call's background task. */
export function BackgroundLine({ work }: { work: BackgroundWork }) {
  const words = useStore(now, (time) => backgroundLabel(work, time))
  return <p className={classes('pb-1 pl-5 text-xs', work.state === 'failed' ? 'text-bad' : 'text-muted')}>{words}</p>
}
