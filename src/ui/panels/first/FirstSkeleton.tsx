import './first.css';

/** The simple view before anything is known: the same places, so that nothing moves when it is. */
export const FirstSkeleton = () => (
  <>
    <section className="panel first-head" aria-busy="true" />
    <section className="panel first-methods" aria-hidden="true" />
    <section className="panel first-pair" aria-hidden="true" />
    <section className="panel first-curve" aria-hidden="true" />
  </>
);
