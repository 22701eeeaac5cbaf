import { pages } from './pages.ts'

/** The pages of the phone's tab bar. */
export const tabs = [pages.home, pages['needs-you'], pages.history, pages.panel] as const

/** Whether the page of this path is one of the tabs. */
export function hasTab(path: string): boolean {
  return tabs.some((page) => page.path === path)
}
