"""Geo-alignment training: from photos with positions to a pack, stopped and resumed at will."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from g3desktop.domain.errors import CancelledError, EngineError
from g3desktop.domain.work import Cancelled, Progress, Report, check_cancelled
from g3desktop.engine.alignment.devices import device_errors
from g3desktop.engine.alignment.features import DeviceRows, photo_features, text_features
from g3desktop.engine.alignment.held_out import encode_photos, encode_positions
from g3desktop.engine.alignment.photo_cache import PreparedPhotos
from g3desktop.engine.alignment.recall import Recall, measure_recall
from g3desktop.engine.alignment.recipe import TrainingRecipe, lr_share
from g3desktop.engine.alignment.trainable import TrainableEncoder
from g3desktop.engine.alignment.training_data import (
    TrainingData,
    TrainingOutcome,
    check_fit,
    fingerprint,
)
from g3desktop.engine.alignment.training_run import (
    BEST_NAME,
    METRICS_NAME,
    PACK_NAME,
    STATE_NAME,
    RunOptions,
    finish_run,
    open_run,
)
from g3desktop.engine.alignment.training_state import (
    EpochMetrics,
    TrainingFacts,
    load_state,
    metrics_lines,
    optimizer_tensors,
    read_tensors_whole,
    restore_optimizer,
    save_state,
    write_tensors_whole,
)
from g3desktop.engine.alignment.training_step import StepData, epoch_batches, step_loss
from g3desktop.engine.failures import as_user_error
from g3desktop.files import replace_file

# Radford et al. 2021 (CLIP) keep logits from being scaled by more than 100.
_GREATEST_LOGIT_SCALE = math.log(100.0)


def train(
    model: TrainableEncoder,
    recipe: TrainingRecipe,
    data: TrainingData,
    *,
    run: RunOptions,
    report: Report,
    cancelled: Cancelled,
) -> TrainingOutcome:
    """Train a model and write a pack into `run.out`.

    Progress counts photos seen, of all that will be seen; a resumed run begins where it was. The
    note of each epoch's last report holds loss, held-out recall, photos a second and time left.
    On the CPU the result does not depend on whether and when the run was stopped.

    Args:
        model: First weights; changed in place.
        recipe: What the result depends on.
        data: Photos and places.
        run: Where and how.
        report: Told after every step.
        cancelled: Asked before every step; the state is saved first.

    Raises:
        UsageError: `run.out` is taken, or recipe and photos are not those of the run in it; the
            recipe keeps the best epoch and nothing is held out.
        EngineError: The loss is no longer a number, or disk or memory is full.
        CancelledError: `cancelled` said so.
    """
    check_fit(model, recipe, data)
    try:
        with device_errors(run.device):
            training = _Training(model, recipe, data, run, report, cancelled)
            training.start()
            training.run_epochs()
            return training.finish()
    except OSError as error:
        raise as_user_error(error) or EngineError(
            f"Cannot write the run {run.out}: {error.strerror}."
        ) from error


class _Training:
    """One run in progress."""

    def __init__(
        self,
        model: TrainableEncoder,
        recipe: TrainingRecipe,
        data: TrainingData,
        run: RunOptions,
        report: Report,
        cancelled: Cancelled,
    ) -> None:
        self.model, self.recipe, self.data, self.run = model, recipe, data, run
        self.report, self.cancelled = report, cancelled
        self.facts = TrainingFacts(fingerprint(model, recipe, data))
        self.averages: dict[str, Tensor] = {}
        self.steps_per_epoch = len(epoch_batches(recipe, len(data.train), 0))
        self.batch = min(recipe.batch, len(data.train))

    def start(self) -> None:
        """Look at the folder, set the model up, and take over an earlier state."""
        resumed = open_run(self.run, self.recipe, self.facts.fingerprint)
        self.model.to(self.run.device)
        self.model.set_trainable(self.recipe)
        if self.recipe.tunes_backbone:
            self.model.to(memory_format=torch.channels_last)
        # First, as it may set weights that averages begin with and an earlier state replaces.
        self.held_features, self.steps = self._gather()
        groups = self.model.parameter_groups(self.recipe)
        parameters = dict(self.model.named_parameters())
        self.names = [name for group in groups for name in group.names]
        self.lr_scales = [group.lr_scale for group in groups]
        decay = self.recipe.optimisation.weight_decay
        self.optimizer = torch.optim.AdamW(
            [
                {
                    "params": [parameters[name] for name in group.names],
                    "weight_decay": decay if group.decayed else 0.0,
                }
                for group in groups
            ],
            lr=self.recipe.optimisation.lr,
        )
        self.moving = self._moving()
        if self.recipe.optimisation.ema_decay:
            self.averages = {name: tensor.clone() for name, tensor in self.moving.items()}
        if resumed:
            self._take_over(self.run.out / STATE_NAME)
        self.saved_at = time.monotonic()

    def _moving(self) -> dict[str, Tensor]:
        """Return what a run changes: parameters that learn, and buffers."""
        frozen = {n for n, p in self.model.named_parameters() if not p.requires_grad}
        return {
            name: tensor for name, tensor in self.model.state_dict().items() if name not in frozen
        }

    def _gather(self) -> tuple[NDArray[np.float32] | None, StepData]:
        """Compute what does not change: features of frozen towers, texts, frozen locations."""
        data, device = self.data, self.run.device
        self.model.set_mode(self.recipe, training=False)
        tuned = self.recipe.tunes_backbone
        features = data.features
        if features is None and not tuned:
            features = self._features(data.train, "train")
        if features is not None:
            self.model.fit_features(torch.from_numpy(np.array(features)).to(device))
        held = None if tuned or data.held_out is None else self._features(data.held_out, "held_out")
        texts = self._texts()
        positions = torch.from_numpy(data.train.lat_lon_deg)
        extra = torch.from_numpy(data.extra_lat_lon_deg)
        moves = (
            self.recipe.optimisation.location_lr_scale > 0 or self.recipe.objective.jitter_positions
        )
        locations = None if moves else self._locations(positions)
        # Where few are drawn, it is quicker to encode those alone when they are.
        drawn = self.recipe.objective.extra_negatives * self.steps_per_epoch * self.recipe.epochs
        extra_wanted = not moves and 0 < len(extra) <= drawn
        return held, StepData(
            lat_lon_deg=positions,
            precision_km=torch.from_numpy(data.train.precision_km),
            features=None if features is None else DeviceRows(features, device),
            whole=DeviceRows(data.train.whole, device) if tuned else None,
            aspects=torch.from_numpy(data.train.aspects),
            texts=None if texts is None else DeviceRows(texts, device),
            extra_lat_lon_deg=extra,
            locations=locations,
            extra_locations=self._locations(extra) if extra_wanted else None,
        )

    def _features(self, photos: PreparedPhotos, name: str) -> NDArray[np.float32]:
        return photo_features(
            self.model,
            photos,
            self.run.out / f"features-{name}.f32",
            device=self.run.device,
            report=self.report,
            cancelled=self.cancelled,
        )

    def _texts(self) -> NDArray[np.float32] | None:
        if not self.model.text_dim or self.data.describe is None:
            return None
        texts = self.data.describe(self.data.train.lat_lon_deg)
        path = self.run.out / "features-text.f32"
        return text_features(self.model, texts, path, report=self.report, cancelled=self.cancelled)

    def _locations(self, lat_lon_deg: Tensor) -> DeviceRows:
        return DeviceRows(
            encode_positions(self.model, lat_lon_deg, self.run.device), self.run.device
        )

    def run_epochs(self) -> None:
        """Train until the last epoch, measuring after each."""
        for epoch in range(self.facts.step // self.steps_per_epoch, self.recipe.epochs):
            started, first = time.monotonic(), self.facts.step
            self.model.set_mode(self.recipe, training=True)
            batches = epoch_batches(self.recipe, len(self.data.train), epoch)
            for rows in batches[self.facts.step - epoch * self.steps_per_epoch :]:
                self._stop_if_asked()
                self._step(rows)
                last = self.facts.step == (epoch + 1) * self.steps_per_epoch
                if not last:
                    self._tell(epoch)
                    self._save_if_due()
            self._end_epoch(epoch)
            pace = (self.facts.step - first) * self.batch / (time.monotonic() - started)
            self._tell(epoch, note=self._epoch_note(pace))
            self._save_if_due()

    def _stop_if_asked(self) -> None:
        try:
            check_cancelled(self.cancelled)
        except CancelledError:
            self._save()
            raise

    def _step(self, rows: Tensor) -> None:
        step, how = self.facts.step, self.recipe.optimisation
        share = lr_share(self.recipe, step, steps_per_epoch=self.steps_per_epoch)
        for group, scale in zip(self.optimizer.param_groups, self.lr_scales, strict=True):
            group["lr"] = how.lr * scale * share
        loss = step_loss(
            self.model, self.recipe, self.steps, rows, step=step, device=self.run.device
        )
        value = float(loss.detach())
        if not math.isfinite(value):
            raise EngineError(
                f"The loss is no longer a number at step {step + 1}.",
                hint="Try a lower learning rate.",
            )
        self.optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        if how.clip_norm:
            parameters = [p for group in self.optimizer.param_groups for p in group["params"]]
            torch.nn.utils.clip_grad_norm_(parameters, how.clip_norm)
        self.optimizer.step()
        self.model.clamp_logit_scales(_GREATEST_LOGIT_SCALE)
        self._average(step)
        self.facts = replace(self.facts, step=step + 1, losses=(*self.facts.losses, value))

    @torch.no_grad()
    def _average(self, step: int) -> None:
        if not self.averages:
            return
        # Short at first, so that the first weights do not linger in the average.
        decay = min(self.recipe.optimisation.ema_decay, (1 + step) / (10 + step))
        for name, average in self.averages.items():
            current = self.moving[name]
            if average.is_floating_point():
                average.lerp_(current, 1 - decay)
            else:
                average.copy_(current)

    def _end_epoch(self, epoch: int) -> None:
        with self._averaged():
            recall = self._measure()
            temperature = float(torch.exp(-self.model.gps_logit_scale().detach()))
            losses = self.facts.losses
            metrics = EpochMetrics(
                epoch=epoch + 1,
                steps=self.facts.step,
                loss=sum(losses) / len(losses),
                temperature=temperature,
                retrieval=recall.retrieval if recall else (),
                verification=recall.verification if recall else (),
                both=recall.both if recall else (),
            )
            best = self._best(metrics)
            if self.recipe.keep == "best" and best == metrics.epoch:
                write_tensors_whole(self.run.out / BEST_NAME, self.moving)
        history = (*self.facts.history, metrics)
        self.facts = replace(self.facts, losses=(), history=history, best_epoch=best)
        replace_file(self.run.out / METRICS_NAME, metrics_lines(history).encode("utf-8"))

    def _best(self, metrics: EpochMetrics) -> int:
        if not self.facts.best_epoch:
            return metrics.epoch
        earlier = self.facts.history[self.facts.best_epoch - 1]
        return metrics.epoch if sum(metrics.both) > sum(earlier.both) else earlier.epoch

    @contextmanager
    def _averaged(self) -> Iterator[None]:
        """Put the averaged weights in for a while, where there are any."""
        if not self.averages:
            yield
            return
        current = {name: tensor.clone() for name, tensor in self.moving.items()}
        self._put(self.averages)
        try:
            yield
        finally:
            self._put(current)

    @torch.no_grad()
    def _put(self, tensors: dict[str, Tensor]) -> None:
        for name, tensor in tensors.items():
            self.moving[name].copy_(tensor)

    def _measure(self) -> Recall | None:
        if self.data.held_out is None:
            return None
        self.model.set_mode(self.recipe, training=False)
        device = self.run.device
        gallery = encode_photos(
            self.model, self.data.train, features=self.steps.features, device=device
        )
        held_rows = None if self.held_features is None else DeviceRows(self.held_features, "cpu")
        queries = encode_photos(self.model, self.data.held_out, features=held_rows, device=device)
        locations = encode_positions(self.model, self.steps.lat_lon_deg, device)
        weight = self.recipe.verification_weight
        return measure_recall(queries, gallery, locations, verification_weight=weight)

    def _tell(self, epoch: int, note: str = "") -> None:
        total = self.recipe.epochs * self.steps_per_epoch * self.batch
        stage = f"epoch {epoch + 1} of {self.recipe.epochs}"
        self.report(Progress(stage, self.facts.step * self.batch, total, note))

    def _epoch_note(self, photos_per_s: float) -> str:
        metrics = self.facts.history[-1]
        recall = ""
        if metrics.both:
            told = Recall(metrics.retrieval, metrics.verification, metrics.both).one_line()
            recall = f"; held-out recall, per cent: {told}"
        steps = self.recipe.epochs * self.steps_per_epoch - self.facts.step
        left = time.strftime("%H:%M:%S", time.gmtime(steps * self.batch / max(photos_per_s, 1e-9)))
        return (
            f"epoch {metrics.epoch} of {self.recipe.epochs}: loss {metrics.loss:.4f}{recall}; "
            f"{photos_per_s:.0f} photos/s, {left} left"
        )

    def _save_if_due(self) -> None:
        if time.monotonic() - self.saved_at >= self.run.checkpoint_every_s:
            self._save()

    def _save(self) -> None:
        tensors = {f"model|{name}": tensor for name, tensor in self.moving.items()}
        tensors |= {f"average|{name}": tensor for name, tensor in self.averages.items()}
        flat = optimizer_tensors(self.optimizer, self.names)
        tensors |= {f"optimizer|{name}": tensor for name, tensor in flat.items()}
        save_state(self.run.out / STATE_NAME, tensors, self.facts)
        self.saved_at = time.monotonic()

    def _take_over(self, path: Path) -> None:
        tensors, facts = load_state(path)
        parts: dict[str, dict[str, Tensor]] = {"model": {}, "average": {}, "optimizer": {}}
        for key, tensor in tensors.items():
            part, _, name = key.partition("|")
            parts[part][name] = tensor
        self._put(parts["model"])
        for name, tensor in parts["average"].items():
            self.averages[name].copy_(tensor)
        restore_optimizer(self.optimizer, self.names, parts["optimizer"])
        self.facts = facts

    def finish(self) -> TrainingOutcome:
        """Put the weights in that the recipe keeps, and write the pack."""
        out, kept = self.run.out, len(self.facts.history)
        if self.recipe.keep == "best":
            self._put(read_tensors_whole(out / BEST_NAME)[0])
            kept = self.facts.best_epoch
        else:
            self._put(self.averages)
        manifest = finish_run(self.model, self.run, self.recipe.fusion)
        return TrainingOutcome(out / PACK_NAME, manifest, self.facts.history, kept)
