import { createRoot } from 'react-dom/client'
import { applyTheme } from '#renderer/state/browser/preferences.ts'
import { Gallery } from './Gallery.tsx'

/** `npm run dev`, then `/gallery/`: what the page is made of, without a server. It is in no build that is shipped. */
applyTheme()
const root = document.querySelector('#root')
if (root !== null) {
  createRoot(root).render(<Gallery />)
}
