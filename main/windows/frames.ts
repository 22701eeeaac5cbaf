import type { ContentsPart, FramePart } from '../electronWindow.ts'

/** Whether a frame is the main frame of these contents. */
export function isFrameOf({ mainFrame }: Pick<ContentsPart, 'mainFrame'>, frame: FramePart): boolean {
  return mainFrame.processId === frame.processId && mainFrame.frameToken === frame.frameToken
}
