/** The code of what lies over the page; calling it twice loads it once. In one place, since each costs the first load. */
export const overlaysCode = () => import('./Overlays.tsx')
