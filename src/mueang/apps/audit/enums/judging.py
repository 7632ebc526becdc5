"""What is done with quizzes, hand-ins, judgements and appeals."""

from django.utils.translation import gettext_lazy as _

JUDGING_WORDS = {
    "appeal.decided": _("Decided an appeal"),
    "appeal.lodged": _("Lodged an appeal"),
    "assessor.appointed": _("Appointed an assessor"),
    "assessor.ended": _("Ended an assessor's role"),
    "assignment.changed": _("Changed an assignment"),
    "assignment.prepared": _("Prepared an assignment"),
    "hand_in.handed_in": _("Handed work in"),
    "hand_in.judged": _("Gave a judgement"),
    "hand_in.opened": _("Opened a learner's work"),
    "hand_in.proposed": _("Proposed how to settle a disagreement"),
    "hand_in.settled": _("Settled a judgement"),
    "hand_in.taken": _("Took a learner's work to judge"),
    "hand_in.passed_on": _("Passed a learner's work on to another assessor"),
    "hand_in.third_asked": _("Asked for a third assessor"),
    "quiz.begun": _("Began a quiz"),
    "quiz.changed": _("Changed a quiz"),
    "quiz.course_prepared": _("Laid out the quizzes and assignments of the course"),
    "quiz.handed_in": _("Handed a quiz in"),
    "quiz.item_retired": _("Took a question out of a quiz"),
    "quiz.item_written": _("Wrote a question of a quiz"),
    "quiz.items_imported": _("Took in questions from a file"),
    "quiz.prepared": _("Prepared a quiz"),
    "results.exported": _("Took away results of learners"),
}
