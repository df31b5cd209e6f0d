import { useLab } from '../../useLab.ts';
import { words } from './words.ts';

/** Why pictures are missing, and another try. */
export function PicturesError() {
  const error = useLab((state) => state.picturesError);
  const retry = useLab((state) => state.retryPictures);
  if (!error) return null;
  return (
    <div className="notice error pictures-error" role="alert">
      <p>
        <b>{error.message}</b> {error.hint}
      </p>
      <button type="button" onClick={retry}>
        {words.retry}
      </button>
    </div>
  );
}
