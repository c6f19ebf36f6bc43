/** The work of the thread behind growTree (treeThread.js starts it): one tree, then it ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { growHere, type TreeSeed } from './growTree.ts'

const tree = growHere(workerData as TreeSeed)
const { values, nodes, starts } = tree
parentPort?.postMessage(
  tree,
  [values, nodes, starts].map((array) => array.buffer as ArrayBuffer),
)
