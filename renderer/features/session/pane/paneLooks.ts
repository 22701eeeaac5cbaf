import { FileDiff, Files, Info, ListTodo, SquareTerminal } from 'lucide-react'
import * as words from '../laterWords.ts'

/** What each tab of the pane is called, and its sign. */
export const looks = {
  changes: { label: words.changes, Icon: FileDiff },
  files: { label: words.files, Icon: Files },
  terminal: { label: words.terminal, Icon: SquareTerminal },
  info: { label: words.info, Icon: Info },
  tasks: { label: words.tasks, Icon: ListTodo },
} as const
