// First of all, for what it does.
// oxlint-disable-next-line import/no-unassigned-import -- index.html names its file before this one
import './early.ts'
// oxlint-disable-next-line import/no-unassigned-import -- as above
import './react.ts'
import { StrictMode, startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { startPage } from './startPage.ts'

/** A function, since top-level await makes the bundler split the module into more and larger files. */
async function show(): Promise<void> {
  // In a task of its own: all of the page's modules have just run, and a finger may wait.
  await new Promise((resolve) => setTimeout(resolve))
  await startPage()
  const root = document.querySelector('#root')
  if (root !== null) {
    // In small pieces, between which a finger is heard.
    startTransition(() =>
      createRoot(root).render(
        <StrictMode>
          <App />
        </StrictMode>,
      ),
    )
  }
}

void show()
