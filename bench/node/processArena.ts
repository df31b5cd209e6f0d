import { type ChildProcess, fork } from 'node:child_process';
import type { Contestant, EngineName, Setup, Task } from '../contestant.ts';
import { cpuMsOfChildren } from '../cpuTime.ts';
import type { Arena } from '../measureBackend.ts';
import type { Answer, Call } from './contestantProcess.ts';

/** A contestant's process, asked one thing at a time. */
class Running {
  readonly #child: ChildProcess;
  #asked = 0;

  constructor(script: string, engine: EngineName) {
    this.#child = fork(script, [engine], { serialization: 'advanced', execArgv: [] });
  }

  ask<K extends keyof Contestant>(
    name: K,
    args: Parameters<Contestant[K]>,
  ): Promise<Awaited<ReturnType<Contestant[K]>>> {
    const child = this.#child;
    this.#asked += 1;
    const call: Call = { id: this.#asked, name, args };
    return new Promise((resolve, reject) => {
      const stop = () => {
        child.off('message', hear);
        child.off('exit', leave);
      };
      const leave = (status: number | null) => {
        stop();
        reject(new Error(`the contestant's process ended with ${status}`));
      };
      const hear = ({ id, value, error }: Answer) => {
        if (id !== call.id) return;
        stop();
        if (error !== undefined) reject(new Error(error));
        else resolve(value as never);
      };
      child.on('message', hear);
      child.on('exit', leave);
      child.send(call);
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#child.exitCode !== null) return resolve();
      this.#child.on('exit', () => resolve());
      this.#child.kill();
    });
  }
}

/**
 * The contestants as processes.
 * @param script  the built contestantProcess
 * @param baseUrl where models/ and datasets/ are served
 */
export function processArena(script: string, baseUrl: string): Arena & { end(): Promise<void> } {
  const running = new Map<string, Running>();
  const tasks = new Map<string, Task>();
  const close = async (id: string) => {
    await running.get(id)?.close();
    running.delete(id);
  };
  return {
    async open(id, engine, setup, taskName) {
      const started = new Running(script, engine);
      running.set(id, started);
      const given: Setup =
        engine === 'ours'
          ? { ...setup, source: { ...setup.source!, baseUrl } }
          : { ...setup, task: tasks.get(taskName)! };
      const { ground, task } = await started.ask('open', [given]);
      if (task) tasks.set(taskName, task);
      return ground;
    },
    ask: (id, call, ...args) => running.get(id)!.ask(call, args),
    close,
    cpuMs: cpuMsOfChildren,
    async end() {
      for (const id of [...running.keys()]) await close(id);
    },
  };
}
